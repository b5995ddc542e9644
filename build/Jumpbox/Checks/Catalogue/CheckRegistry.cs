namespace Jumpbox.Checks.Catalogue;

/// <summary>All checks, and the only place that runs them.</summary>
public static class CheckRegistry
{
    private static readonly ICheck[] All =
    [
        new SubnetExists(),
        new SubnetPlace(),
        new SubnetSize(),
        new PrivateLinkPolicies(),
        new ContainerSubnet(),
        new OutboundAccess(),
        new ServiceEndpoints(),
        new SecurityRules(),
        new NameResolution(),
        new ProbedFlows(),
        new NetworkLogs(),
        new ForcedTunnelling(),
        new EgressFirewall(),
        new OperatorRights(),
        new BuilderRights(),
        new LogRights(),
        new RegisteredProviders(),
        new TemplateRegion(),
        new ResourceGroups(),
        new VmSize(),
        new VmQuota(),
        new ContainerQuota(),
        new SmokeMachines(),
        new RolloutMachines(),
        new BaseImageVersion(),
        new GalleryTarget(),
        new GalleryVersion(),
        new PolicyRestrictions(),
        new LockedPins(),
        new BuildTimeout(),
        new JobTimeLimit(),
        new CustomizerLint(),
        new StagingGroup(),
        new StuckTemplates(),
        new ImageForm(),
    ];

    /// <summary>The ids of all checks.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(check => check.Id)];

    /// <summary>The facts that the checks need, without skipped checks.</summary>
    /// <param name="skip">Checks to skip: id and reason.</param>
    public static IReadOnlySet<FactName> Needs(IReadOnlyDictionary<string, string> skip) =>
        All.Where(check => !skip.ContainsKey(check.Id)).SelectMany(check => check.Needs).ToHashSet();

    /// <summary>Runs all checks.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="skip">Checks to skip: id and reason; the reason is recorded in the finding.</param>
    public static IReadOnlyList<CheckResult> Run(Facts facts, IReadOnlyDictionary<string, string> skip) =>
        [.. All.Select(check => new CheckResult(check.Id, check.Title, check.Area, Findings(check, facts, skip)))];

    /// <summary>Problems in the list of skipped checks: unknown ids and empty reasons.</summary>
    /// <param name="skip">Checks to skip: id and reason.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> skip) =>
        [
            .. skip
                .Keys.Where(id => !Ids.Contains(id))
                .Select(id => $"skip: there is no check '{id}'; the checks are {string.Join(", ", Ids)}."),
            .. skip.Where(pair => string.IsNullOrWhiteSpace(pair.Value))
                .Select(pair =>
                    $"skip: '{pair.Key}' needs a reason, for example --skip={pair.Key}=\"checked by the network team\"."
                ),
        ];

    private static List<Finding> Findings(ICheck check, Facts facts, IReadOnlyDictionary<string, string> skip)
    {
        if (skip.TryGetValue(check.Id, out string? reason))
        {
            return [Finding.Skipped($"Skipped by request: {reason}")];
        }
        List<Finding> findings = new();
        try
        {
            // One by one, to keep the findings before a missing fact.
            foreach (Finding finding in check.Evaluate(facts))
            {
                findings.Add(finding);
            }
        }
        catch (MissingFactException missing)
        {
            findings.Add(
                missing.Reading.State == ReadingState.Absent
                    ? Finding.Skipped(missing.Message)
                    : Finding.Unknown(missing.Message)
            );
        }
        return findings;
    }
}
