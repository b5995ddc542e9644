using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>The output of a step as far as its inline text reveals it.</summary>
internal static partial class StepText
{
    /// <summary>The lines that a successful step prints, as far as its text reveals them.</summary>
    public static IEnumerable<string> PredictOutput(JsonNode step)
    {
        string text = string.Join('\n', step["inline"].Items().Select(i => i.Text()));
        return Literal().Matches(text).Select(m => m.Groups["text"].Value);
    }

    [GeneratedRegex(@"^\s*echo\s+(['""]?)(?<text>[^'""$`\\|<>&;]*)\1\s*$", RegexOptions.Multiline)]
    private static partial Regex Literal();
}
