/**
 * Parameters of {@code param.cgi}. {@link dev.openaxis.vapix.parameters.Parameters} lists them; a
 * {@link dev.openaxis.vapix.parameters.ParameterList} forgives the spellings devices differ in.
 */
@NullMarked
package dev.openaxis.vapix.parameters;

import org.jspecify.annotations.NullMarked;
