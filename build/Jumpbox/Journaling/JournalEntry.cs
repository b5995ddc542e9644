namespace Jumpbox.Journaling;

/// <summary>One line of a journal: an intent, or the outcome of an earlier one.</summary>
internal sealed record JournalEntry(int N, DateTimeOffset At, EffectState State)
{
    public string? Target { get; init; }

    public string? Asked { get; init; }

    public string? Method { get; init; }

    public string? Id { get; init; }

    public string? Content { get; init; }

    public string? Before { get; init; }

    public string? Why { get; init; }

    public IReadOnlyList<string>? Made { get; init; }
}
