/**
 * Parameters of {@code param.cgi}. {@link dev.openaxis.vapix.parameters.Parameters} lists, describes and changes them; a
 * {@link dev.openaxis.vapix.parameters.ParameterList} forgives the spellings devices differ in, and
 * {@link dev.openaxis.vapix.parameters.ParameterDefinitions} say what may be written and by whom.
 */
@NullMarked
package dev.openaxis.vapix.parameters;

import org.jspecify.annotations.NullMarked;
