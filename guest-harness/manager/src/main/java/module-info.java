/** Untrusted: configuration, lifecycle, and the virtual devices of each partition. */
module org.cofferdam.manager {
    requires org.cofferdam.platform;
    requires org.cofferdam.guests;
    requires info.picocli;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires jdk.security.auth;

    exports org.cofferdam.manager.configuration;
    exports org.cofferdam.manager.lifecycle;
    exports org.cofferdam.manager.network;

    opens org.cofferdam.manager.command to
            info.picocli;

    provides java.util.concurrent.Callable with
            org.cofferdam.manager.command.AuditCommand,
            org.cofferdam.manager.command.BalloonCommand,
            org.cofferdam.manager.command.ConsoleCommand,
            org.cofferdam.manager.command.DemoCommand,
            org.cofferdam.manager.command.DestroyCommand,
            org.cofferdam.manager.command.HypercallsCommand,
            org.cofferdam.manager.command.PauseCommand,
            org.cofferdam.manager.command.PsCommand,
            org.cofferdam.manager.command.ResetCommand,
            org.cofferdam.manager.command.ResumeCommand,
            org.cofferdam.manager.command.RunCommand,
            org.cofferdam.manager.command.SchemaCommand,
            org.cofferdam.manager.command.StartCommand,
            org.cofferdam.manager.command.StatsCommand,
            org.cofferdam.manager.command.StopCommand;
}
