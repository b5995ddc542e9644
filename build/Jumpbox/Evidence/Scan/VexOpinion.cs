namespace Jumpbox.Evidence.Scan;

/// <summary>What VEX statements say about a finding.</summary>
/// <param name="Status">The status that counts.</param>
/// <param name="Reason">The statement's justification, impact or action; may be empty.</param>
/// <param name="Source">The document's id.</param>
public sealed record VexOpinion(VexStatus Status, string Reason, string Source)
{
    /// <summary>
    /// Why it dismisses nothing, in words: a statement that says otherwise, one of the future, or fixed without a version; null otherwise.
    /// </summary>
    public string? Contradiction { get; init; }
}
