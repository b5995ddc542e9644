using Jumpbox.Rights;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The signed-in account can download the build's log from a staging group that does not exist yet.</summary>
internal sealed class LogRights : ICheck
{
    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
    private const string Keys = "Microsoft.Storage/storageAccounts/listKeys/action";

    public string Id => "log-rights";

    public string Title => "You can read the build's log";

    public CheckArea Area => CheckArea.Rights;

    public IReadOnlyList<FactName> Needs => [FactName.OperatorRights];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        string scope =
            facts.Settings.BuildVm.StagingResourceGroup?.ToString() is { } own
            && facts.OperatorRights.TryGetValue(own, out Reading<IReadOnlyList<PermissionSet>>? there)
            && there.State == ReadingState.Present
                ? own
                : $"/subscriptions/{facts.Settings.SubscriptionId}";
        IReadOnlyList<PermissionSet> sets = facts.OperatorRights.TryGetValue(
            scope,
            out Reading<IReadOnlyList<PermissionSet>>? reading
        )
            ? reading.Value
            : throw new MissingFactException(Readings.Unreadable<object>(scope, "your rights there were not read."));
        bool data = sets.Any(set => set.AllowsData(Blobs));
        bool keys = sets.Any(set => set.Allows(Keys));
        (string, string)[] evidence = [("scope", scope), ("blobs", $"{data}"), ("keys", $"{keys}")];
        yield return (data, keys) switch
        {
            (true, _) => Finding.Pass("You can read the blobs of the staging group's storage account.", evidence),
            (_, true) => Finding.Pass(
                "You can read the log with the storage account's key, unless a policy disables keys.",
                evidence
            ),
            _ => Finding.Warn(
                "You can read neither the blobs nor the keys of the staging group's storage account, so a failed build could not be explained.",
                Cure.Command(
                    $"az role assignment create --assignee <you> --role \"Storage Blob Data Reader\" --scope {scope}"
                ),
                evidence
            ),
        };
    }
}
