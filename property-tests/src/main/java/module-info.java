/** Properties, architecture rules and differential tests over the whole house. */
module org.cofferdam.properties {
    requires commons.math3;
    requires info.picocli;
    requires java.management;
    requires jdk.compiler;
    requires transitive org.cofferdam.platform;

    exports org.cofferdam.properties.campaign;
    exports org.cofferdam.properties.stateful;
    exports org.cofferdam.properties.statistics;
    exports org.cofferdam.properties.tworuns;

    opens org.cofferdam.properties.campaign to
            info.picocli;
    opens org.cofferdam.properties.faults to
            info.picocli;
    opens org.cofferdam.properties.scenarios to
            info.picocli;
    opens org.cofferdam.properties.stateful to
            info.picocli;
    opens org.cofferdam.properties.suites to
            info.picocli;
    opens org.cofferdam.properties.tworuns to
            info.picocli;

    provides java.util.concurrent.Callable with
            org.cofferdam.properties.campaign.CampaignCommand,
            org.cofferdam.properties.faults.FaultsCommand,
            org.cofferdam.properties.scenarios.ScenariosCommand,
            org.cofferdam.properties.stateful.ReplayCommand,
            org.cofferdam.properties.suites.PropertiesCommand,
            org.cofferdam.properties.tworuns.TwoRunsCommand;
}
