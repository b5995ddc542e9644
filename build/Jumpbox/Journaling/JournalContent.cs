namespace Jumpbox.Journaling;

/// <summary>What a journal holds.</summary>
/// <param name="Effects">All effects in order.</param>
/// <param name="WholeBytes">How much of the file consists of whole lines.</param>
internal sealed record JournalContent(IReadOnlyList<JournaledEffect> Effects, int WholeBytes);
