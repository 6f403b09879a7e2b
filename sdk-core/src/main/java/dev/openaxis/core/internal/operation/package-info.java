/**
 * How an operation runs: {@link dev.openaxis.core.internal.operation.Operation} says what it is,
 * {@link dev.openaxis.core.internal.operation.Invoker} runs it blocking or as a future, and
 * {@link dev.openaxis.core.internal.operation.Call} is that future. Deadlines, cancellation and closing are decided here.
 */
@NullMarked
package dev.openaxis.core.internal.operation;

import org.jspecify.annotations.NullMarked;
