/** Properties, architecture rules and differential tests over the whole house. */
module org.cofferdam.properties {}
