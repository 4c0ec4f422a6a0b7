/**
 * The RISC-V IOMMU (RISC-V IOMMU Architecture Specification 1.0), given a bus and wires: it knows no board. Page tables mean here what
 * they mean to a hart, whose package says so. Chapters cited are the specification's.
 */
package org.cofferdam.machine.iommu;
