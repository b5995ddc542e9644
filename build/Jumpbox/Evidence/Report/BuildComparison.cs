using System.Globalization;

namespace Jumpbox.Evidence.Report;

/// <summary>Compares what the records of two images say: base image, tools and build.</summary>
internal static class BuildComparison
{
    public static ComparedPart Base(ImageRecord older, ImageRecord newer) =>
        new(
            "base-image",
            "Base image",
            ReleaseComparison.Changes(
                new Dictionary<string, string> { ["base image"] = older.BaseImage.ToString() },
                new Dictionary<string, string> { ["base image"] = newer.BaseImage.ToString() }
            )
        );

    public static ComparedPart Tools(ImageRecord older, ImageRecord newer) =>
        new("tools", "Tools", ReleaseComparison.Changes(Versions(older), Versions(newer))) { Kind = "tool" };

    public static ComparedPart Build(ImageRecord older, ImageRecord newer) =>
        new("build", "Build", ReleaseComparison.Changes(Facts(older), Facts(newer)));

    private static Dictionary<string, string> Versions(ImageRecord record) =>
        record.Tools.ToDictionary(tool => tool.Name, tool => tool.Version);

    private static Dictionary<string, string> Facts(ImageRecord record) =>
        new()
        {
            ["commit"] = record.Commit,
            ["region"] = record.Location,
            ["build time"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{(record.Finished - record.Started).TotalMinutes:F1} min"
            ),
        };
}
