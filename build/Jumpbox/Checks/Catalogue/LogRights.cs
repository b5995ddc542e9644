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

    public IReadOnlyList<FactName> Needs => [FactName.OperatorRights, FactName.Policies];

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
        if ((data || keys) && Limit(facts, "publicNetworkAccess", "networkAcls") is { } closed)
        {
            yield return Finding.Warn(
                $"The policy {closed.Objection.Assignment} closes the staging group's storage account to the public network, over "
                    + "which the log is read.",
                PolicyCure.For(facts.Settings, closed.Account, closed.Objection),
                evidence
            );
            yield break;
        }
        if (
            (data || keys)
            && Accounts(facts).FirstOrDefault(pair => pair.Value.State == ReadingState.Unreadable)
                is { Value: { } unread }
        )
        {
            yield return Finding.Unknown(
                $"You have the right to read the log; whether a policy closes its storage account could not be read: {unread.Reason}"
            );
            yield break;
        }
        if (!data && keys && Limit(facts, "allowSharedKeyAccess") is { } keyless)
        {
            yield return Finding.Warn(
                $"The policy {keyless.Objection.Assignment} disables the keys of the staging group's storage account, and you have "
                    + "no role that reads its blobs.",
                Cure.Command(Assign(scope)),
                evidence
            );
            yield break;
        }
        yield return (data, keys) switch
        {
            (true, _) => Finding.Pass("You can read the blobs of the staging group's storage account.", evidence),
            (_, true) => Finding.Pass(
                "You can read the log with the storage account's key, which no policy disables.",
                evidence
            ),
            _ => Finding.Warn(
                "You can read neither the blobs nor the keys of the staging group's storage account, so a failed build could not be explained.",
                Cure.Command(Assign(scope)),
                evidence
            ),
        };
    }

    private static string Assign(string scope) =>
        "az role assignment create --role \"Storage Blob Data Reader\" --assignee-principal-type User --assignee-object-id "
        + $"$(az ad signed-in-user show --query id --output tsv) --scope {scope}";

    private static IEnumerable<KeyValuePair<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>> Accounts(
        Facts facts
    ) => facts.Policies.Where(pair => pair.Key.Kind == CreatedKind.StorageAccount);

    // What a policy denies or changes of the account, by the end of the property.
    private static (CreatedResource Account, PolicyObjection Objection)? Limit(Facts facts, params string[] fields) =>
        Accounts(facts)
            .Where(pair => pair.Value.State == ReadingState.Present)
            .SelectMany(pair => pair.Value.Value.Select(objection => (pair.Key, objection)))
            .Where(pair =>
                fields.Any(field => pair.objection.Field?.Contains(field, StringComparison.OrdinalIgnoreCase) == true)
                && (pair.objection.Denies || pair.objection.Changes)
            )
            .Select(pair => ((CreatedResource, PolicyObjection)?)pair)
            .FirstOrDefault();
}
