namespace Jumpbox.Evidence.Report;

/// <summary>Compares the settings of two images, and how far each is hardened.</summary>
internal static class SettingsComparison
{
    private const string Absent = "the settings of an image are not in the artifacts folder's history";
    private static readonly string[] Hardened = ["customizer.profile", "customizer.optOuts", "customizer.keep"];

    public static ComparedPart Settings(
        IReadOnlyDictionary<string, string>? older,
        IReadOnlyDictionary<string, string>? newer
    ) =>
        older is null || newer is null
            ? new ComparedPart("settings", "Settings", [], Absent)
            : new ComparedPart(
                "settings",
                "Settings",
                ReleaseComparison.Changes(Some(older, hardening: false), Some(newer, hardening: false))
            )
            {
                Kind = "setting",
            };

    public static ComparedPart Hardening(RememberedImage older, RememberedImage newer)
    {
        if (older.Settings is null || newer.Settings is null)
        {
            return new ComparedPart("hardening", "Hardening", [], Absent);
        }
        bool hasChecks = older.Record.Checks.Count > 0 && newer.Record.Checks.Count > 0;
        Dictionary<string, string> before = Some(older.Settings, hardening: true);
        Dictionary<string, string> after = Some(newer.Settings, hardening: true);
        if (hasChecks)
        {
            Add(before, older.Record);
            Add(after, newer.Record);
        }
        return new ComparedPart("hardening", "Hardening", ReleaseComparison.Changes(before, after))
        {
            Kind = "hardening:",
            Note = hasChecks
                ? null
                : "Only the settings were compared: the results of the checks in an image are unknown, because its log was not downloaded.",
        };
    }

    private static void Add(Dictionary<string, string> list, ImageRecord record)
    {
        foreach (RecordedCheck check in record.Checks)
        {
            list[$"check {check.Name}"] = check.Passed ? "passed" : $"failed: {check.Detail}";
        }
    }

    private static Dictionary<string, string> Some(IReadOnlyDictionary<string, string> settings, bool hardening) =>
        settings
            .Where(pair => Hardened.Any(name => pair.Key == name || pair.Key.StartsWith(name + ".")) == hardening)
            .ToDictionary();
}
