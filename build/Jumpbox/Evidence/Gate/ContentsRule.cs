using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>The recorded contents are what was rendered into the image's steps.</summary>
internal sealed partial class ContentsRule()
    : GateRule(
        "contents",
        "The record lists every tool that was rendered into the steps, with version and SHA-256.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        IReadOnlyList<RecordedTool> tools = evidence.Image.Tools;
        string[] bare =
        [
            .. tools
                .Where(tool => tool.Version.Length == 0 || !Sha256().IsMatch(tool.Sha256))
                .Select(tool => tool.Name),
        ];
        Differences wrong = new("image.json");
        wrong.Same(
            "tools",
            tools.Select(Shown),
            evidence.Expected.Value.Template.Contents.Tools.Select(tool => Shown(tool.Recorded))
        );
        return tools.Count == 0 ? Fail("image.json lists no tools: run the target Build again with --force.")
            : bare.Length > 0
                ? Fail($"image.json has no version or no SHA-256 of {string.Join(", ", bare)}: build again.")
            : wrong.Any ? Fail($"{wrong}. Build again.")
            : Pass($"{tools.Count} tools, as this checkout renders them");
    }

    private static string Shown(RecordedTool tool) => $"{tool.Name} {tool.Version} {tool.Sha256}";

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256();
}
