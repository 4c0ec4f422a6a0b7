/**
 * Properties, architecture rules and differential tests over the whole house.
 */
package org.cofferdam.properties;
