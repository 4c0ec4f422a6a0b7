/** Properties, architecture rules, fault corpus and differential tests over the whole house. */
module org.cofferdam.properties {}
