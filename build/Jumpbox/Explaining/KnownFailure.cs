namespace Jumpbox.Explaining;

/// <summary>One row of the catalogue of failures (<c>failures.json</c>).</summary>
public sealed record KnownFailure
{
    /// <summary>The stable name, in lower-case letters and dashes.</summary>
    public required string Id { get; init; }

    /// <summary>Who prints it, for example <c>apt</c>.</summary>
    public required string Where { get; init; }

    /// <summary>The nature of the cause.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>Whether the same command may succeed without a change.</summary>
    public required TryAgain TryAgain { get; init; }

    /// <summary>Whether another size of the build VM may succeed at once.</summary>
    public required bool OtherSize { get; init; }

    /// <summary>How deep it is.</summary>
    public required FailureRank Rank { get; init; }

    /// <summary>Of one family, the first row that matches counts; null for none.</summary>
    public required string? Family { get; init; }

    /// <summary>The only call during which it applies; null for any.</summary>
    public required FailurePhase? During { get; init; }

    /// <summary>The rows that are consequences of this one.</summary>
    public required IReadOnlyList<string> Hides { get; init; }

    /// <summary>A group that must have at least two different values; null for none.</summary>
    public required string? Distinct { get; init; }

    /// <summary>The cause as a sentence, with places for values.</summary>
    public required string Cause { get; init; }

    /// <summary>What to do, with places for values.</summary>
    public required string Cure { get; init; }

    /// <summary>Other cures, by the way to sign in.</summary>
    public required IReadOnlyDictionary<string, string> Cures { get; init; }

    /// <summary>The check of Prereqs that finds it before a build; null if none can.</summary>
    public required string? Check { get; init; }

    /// <summary>The page that explains it.</summary>
    public required string Document { get; init; }

    /// <summary>Where its wording and cause are documented.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>
    /// Whether a cloud can cause it, so that a file in <c>docs/failures/rehearsals</c> shows it in LocalAzure. What CI, the sign-in and the
    /// publishers print is caused by no cloud.
    /// </summary>
    public bool HasRehearsal => Where is not ("CI" or "sign-in" or "publishers");

    internal IReadOnlyList<TextPattern> Match { get; init; } = [];

    internal IReadOnlyList<TextPattern> With { get; init; } = [];

    internal IReadOnlyList<TextPattern> Unless { get; init; } = [];
}
