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
            : fault.Status == 401
                ? "Azure does not accept the token: check this machine's clock, sign in again, and run the same command again."
            : fault.Code.StartsWith("Http", StringComparison.Ordinal) || fault.Code == ArmAnswer.Empty
                ? "Azure does not respond like this: something between this machine and Azure may have done so. Check the "
                    + "proxy, then run the same command again."
            : fault.Status >= 400
                ? "This error is not known: look in the activity log of the resource group for this request, by its correlation id."
            : null;
    }
}
