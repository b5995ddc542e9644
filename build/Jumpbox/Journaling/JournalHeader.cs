namespace Jumpbox.Journaling;

/// <summary>The first line of a journal.</summary>
internal sealed record JournalHeader(
    int Schema,
    string? Cloud,
    string? Subscription,
    string? Owner,
    string? ImageGroup
);
