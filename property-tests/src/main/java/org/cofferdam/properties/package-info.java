/**
 * Properties, architecture rules, fault corpus and differential tests over the whole house.
 */
package org.cofferdam.properties;
