namespace Jumpbox.Checks.Catalogue;

/// <summary>No policy denies what the pipeline and the service create.</summary>
internal sealed class PolicyRestrictions : ICheck
{
    public string Id => "policies";

    public string Title => "No policy denies what a build creates";

    public CheckArea Area => CheckArea.Policy;

    public IReadOnlyList<FactName> Needs => [FactName.Policies, FactName.Groups];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        foreach (
            (CreatedResource resource, Reading<IReadOnlyList<PolicyObjection>> reading) in facts.Policies.Where(pair =>
                !Exists(facts, pair.Key)
            )
        )
        {
            string what = resource.What;
            if (reading.State != ReadingState.Present)
            {
                yield return Finding.Unknown($"The effect of policies on {what} could not be read: {reading.Reason}");
                continue;
            }
            // What is refused for the build VM too is said once, about that one.
            bool fallback = resource.Kind == CreatedKind.FallbackVm;
            PolicyObjection[] objections = fallback
                ? [.. reading.Value.Where(objection => !IsAboutBuildVm(facts, objection))]
                : [.. reading.Value];
            PolicyObjection[] denials = [.. objections.Where(objection => objection.Denies)];
            PolicyObjection[] changes = [.. objections.Where(Changes)];
            foreach (PolicyObjection denial in denials)
            {
                Cure cure = PolicyCure.For(facts.Settings, resource, denial);
                yield return fallback
                    ? Finding.Warn(
                        $"The policy {Name(denial)} denies {what}{Reason(denial)}; the attempt with it would fail with RequestDisallowedByPolicy.",
                        cure,
                        Evidence(what, denial)
                    )
                    : Finding.Fail(
                        $"The policy {Name(denial)} denies {what}{Reason(denial)}; the build would fail with RequestDisallowedByPolicy.",
                        cure,
                        Evidence(what, denial)
                    );
            }
            foreach (PolicyObjection change in changes)
            {
                yield return Finding.Warn(
                    $"The policy {Name(change)} changes {what} ({change.Effect}{Reason(change)}); the service does not expect that.",
                    PolicyCure.For(facts.Settings, resource, change),
                    Evidence(what, change)
                );
            }
            if (denials.Length + changes.Length == 0)
            {
                yield return Finding.Pass($"No policy denies {what}.", ("resource", what));
            }
        }
    }

    // A group that exists is not created again.
    private static bool Exists(Facts facts, CreatedResource resource) =>
        resource.Group is { } group && facts.Groups.GetValueOrDefault(group) is { State: ReadingState.Present };

    private static bool IsAboutBuildVm(Facts facts, PolicyObjection objection) =>
        facts
            .Policies.Where(pair => pair is { Key.Kind: CreatedKind.BuildVm, Value.State: ReadingState.Present })
            .SelectMany(pair => pair.Value.Value)
            .Any(one =>
                one.Assignment == objection.Assignment
                && one.Definition == objection.Definition
                && one.Effect == objection.Effect
            );

    // The service reads its storage account by key and creates public addresses; a policy that disables these breaks
    // it.
    private static bool Changes(PolicyObjection objection) =>
        objection.Changes
        && objection.Field is { } field
        && (
            field.Contains("allowSharedKeyAccess", StringComparison.OrdinalIgnoreCase)
            || field.Contains("publicNetworkAccess", StringComparison.OrdinalIgnoreCase)
            || field.Contains("networkAcls", StringComparison.OrdinalIgnoreCase)
        );

    private static string Name(PolicyObjection objection) =>
        objection.Assignment[(objection.Assignment.LastIndexOf('/') + 1)..];

    private static string Reason(PolicyObjection objection)
    {
        string values = objection.Values.Count == 0 ? "" : $" must be {string.Join(" or ", objection.Values)}";
        return (objection.Field, objection.Message) switch
        {
            (not null, not null) => $": {objection.Field}{values} ({objection.Message})",
            (not null, null) => $": {objection.Field}{values}",
            (null, not null) => $": {objection.Message}",
            _ => "",
        };
    }

    private static (string, string)[] Evidence(string what, PolicyObjection objection) =>
        [
            ("resource", what),
            ("assignment", objection.Assignment),
            ("definition", objection.Definition),
            ("effect", objection.Effect),
            ("field", objection.Field ?? "not reported"),
        ];
}
