namespace Jumpbox.Handover;

/// <summary>
/// Thrown when a build must not write its image to its destination. The message has the existing image and what to do.
/// </summary>
/// <param name="refusal">Why.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class HandoverException(HandoverRefusal refusal, Exception? inner = null)
    : Exception($"{refusal.Message}\n  What to do: {refusal.Cure}.", inner);
