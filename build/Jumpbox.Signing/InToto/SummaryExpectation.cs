namespace Jumpbox.Signing.InToto;

/// <summary>What a verification summary must say, compared exactly. Its signer is verified before.</summary>
/// <param name="VerifierId">The only verifier that its signer may name.</param>
/// <param name="ResourceUri">What was verified.</param>
/// <param name="PolicyUri">The rules.</param>
/// <param name="Levels">The levels that must be among the verified ones.</param>
public sealed record SummaryExpectation(
    string VerifierId,
    string ResourceUri,
    string PolicyUri,
    IReadOnlyList<string> Levels
)
{
    /// <summary>Compares a statement.</summary>
    /// <param name="statement">A verified statement.</param>
    /// <param name="algorithm">The name of the subject's digest.</param>
    /// <param name="digest">The subject's digest.</param>
    /// <returns>What differs, a sentence each; nothing if all is as expected.</returns>
    public IReadOnlyList<string> Differences(InTotoStatement statement, string algorithm, string digest)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (VerificationSummary.Read(statement, out string? problem) is not { } summary)
        {
            return [problem!];
        }
        return
        [
            .. statement.Covers(algorithm, digest)
                ? Array.Empty<string>()
                : [$"The summary has no subject with the {algorithm} '{digest}'."],
            .. Differs("verifier", summary.VerifierId, VerifierId),
            .. Differs("resource", summary.ResourceUri, ResourceUri),
            .. Differs("policy", summary.Policy.Uri ?? "", PolicyUri),
            .. summary.Passed ? Array.Empty<string>() : ["The summary's result is FAILED."],
            .. Levels
                .Except(summary.VerifiedLevels)
                .Select(level => $"The summary does not list the level '{level}' as verified."),
        ];
    }

    private static string[] Differs(string name, string found, string expected) =>
        found == expected ? [] : [$"The summary's {name} is '{found}', expected '{expected}'."];
}
