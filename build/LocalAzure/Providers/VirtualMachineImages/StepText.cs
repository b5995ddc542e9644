using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>What a step's inline text says beforehand that it will print.</summary>
internal static partial class StepText
{
    /// <summary>The lines that a succeeding step prints, as far as its text tells them.</summary>
    public static IEnumerable<string> Foretell(JsonNode step)
    {
        string text = string.Join('\n', step["inline"].Items().Select(i => i.Text()));
        return Literal().Matches(text).Select(m => m.Groups["text"].Value);
    }

    [GeneratedRegex(@"^\s*echo\s+(['""]?)(?<text>[^'""$`\\|<>&;]*)\1\s*$", RegexOptions.Multiline)]
    private static partial Regex Literal();
}
