namespace Jumpbox.Evidence.Gate;

/// <summary>All rules in reading order.</summary>
internal static class GateRules
{
    public static IReadOnlyList<GateRule> All { get; } =
    [
        new SignatureRule(),
        new RealCloudRule(),
        new ImageReadBackRule(),
        new ImageRunRule(),
        new NotRevokedRule(),
        new ContentHashRule(),
        new ContentsRule(),
        new CleanTreeRule(),
        new AgeRule(),
        new BaseImageRule(),
        new LockCheckRule(),
        new PrereqsRule(),
        new BuildLogRule(),
        new InVmChecksRule(),
        new BootedRule(),
        new AssessedRootRule(),
        new LicencesRule(),
        new VulnerabilitiesRule(),
        new OneRunRule(),
        new UnchangedEvidenceRule(),
    ];
}
