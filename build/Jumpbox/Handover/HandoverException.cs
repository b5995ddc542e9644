namespace Jumpbox.Handover;

/// <summary>A build must not write its image where it would. The message names what stands there, and says what to do.</summary>
/// <param name="refusal">Why.</param>
/// <param name="inner">What lay under it, or null.</param>
public sealed class HandoverException(HandoverRefusal refusal, Exception? inner = null)
    : Exception($"{refusal.Message}\n  What to do: {refusal.Cure}.", inner);
