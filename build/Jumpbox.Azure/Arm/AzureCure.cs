using Jumpbox.Explaining;

namespace Jumpbox.Azure.Arm;

/// <summary>What to do about a failed request, from the catalogue of failures.</summary>
internal static class AzureCure
{
    /// <summary>The cures of all known causes; for an unknown one, what to do about an error of the service; or null.</summary>
    public static string? For(AzureFault fault)
    {
        string[] cures =
        [
            .. FailureExplainer
                .Explain(
                    string.Join(
                        '\n',
                        fault
                            .Details.Select(detail => $"{detail.Code}: {detail.Message}")
                            .Prepend($"Could not {fault.Asked}: {fault.Code}: {fault.Message}")
                    )
                )
                .Causes.Select(cause => cause.Cure)
                .Distinct(),
        ];
        return cures.Length > 0 ? string.Join(' ', cures)
            : fault.Status >= 500
                ? "Azure had an internal error. Run the same command again: it continues where it stopped. "
                    + "If the error persists, contact Microsoft support with the correlation id."
            : null;
    }
}
