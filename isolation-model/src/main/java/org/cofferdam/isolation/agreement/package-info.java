/** Whether prover and explorer say the same of each mutant of a specification, and if only one refutes it, why. */
package org.cofferdam.isolation.agreement;
