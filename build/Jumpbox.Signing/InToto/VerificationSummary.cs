using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>A verdict about an artefact as SLSA's verification summary v1 (https://slsa.dev/spec/v1.2/verification_summary).</summary>
public sealed record VerificationSummary
{
    /// <summary>The predicate type.</summary>
    public const string PredicateType = "https://slsa.dev/verification_summary/v1";

    /// <summary>Who verified, as a URI.</summary>
    public required string VerifierId { get; init; }

    /// <summary>What was verified, as a URI.</summary>
    public required string ResourceUri { get; init; }

    /// <summary>The rules that were applied.</summary>
    public required StatementReference Policy { get; init; }

    /// <summary>Whether it passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>
    /// The levels that were verified: at most one of each SLSA track, and custom words, which do not start with SLSA_.
    /// </summary>
    public required IReadOnlyList<string> VerifiedLevels { get; init; }

    /// <summary>When it was verified.</summary>
    public DateTimeOffset? TimeVerified { get; init; }

    /// <summary>All attestations that were read, each with a digest; none if the summary does not list them.</summary>
    public IReadOnlyList<StatementReference> InputAttestations { get; init; } = [];

    /// <summary>Reads the summary of a verified statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="problem">Why it is not a summary.</param>
    /// <returns>The summary, or null.</returns>
    public static VerificationSummary? Read(InTotoStatement statement, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(statement);
        problem =
            statement.PredicateType == PredicateType && statement.Content is not null
                ? null
                : $"The predicate has the type '{statement.PredicateType}', expected '{PredicateType}'.";
        try
        {
            return problem is null
                ? Steps.Take(VerificationStep.Statement, () => SummaryJson.Read(statement.Content!.Value))
                : null;
        }
        catch (RefusalException refusal)
        {
            problem = refusal.Message;
            return null;
        }
    }

    /// <summary>The statement of this summary about subjects: what is to be signed.</summary>
    /// <param name="subjects">What was verified; each with a digest.</param>
    /// <exception cref="ArgumentException">A subject or an input has no digest, or a level is invalid.</exception>
    public byte[] ToStatement(IReadOnlyList<StatementSubject> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        if (
            subjects.Count == 0
            || subjects.Any(one => one.Digest.Count == 0)
            || InputAttestations.Any(one => one.Digest.Count == 0)
        )
        {
            throw new ArgumentException("Each subject and each input attestation needs a digest.", nameof(subjects));
        }
        if (SlsaLevels.Problem(VerifiedLevels) is { } problem)
        {
            throw new ArgumentException(problem, nameof(subjects));
        }
        return SummaryJson.Write(this, subjects);
    }
}
