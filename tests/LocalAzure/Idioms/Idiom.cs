using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Idioms;

/// <summary>
/// A Bicep file whose first comments say what Azure makes of it: <c>// azure: ok</c> with outputs (<c>// out: name=JSON</c>), or
/// <c>// azure: refuses CODE or CODE</c>; <c>// again: Failed</c> where a second deployment must fail.
/// </summary>
internal sealed record Idiom(string File, bool IsRefused, string Verdict, JsonObject Outputs, bool FailsAgain)
{
    public string Name => Path.GetFileNameWithoutExtension(File);

    public static Idiom Read(string file)
    {
        Dictionary<string, string> said = new(StringComparer.Ordinal);
        JsonObject outputs = [];
        foreach (
            string line in System.IO.File.ReadLines(file).Where(l => l.StartsWith("// ", StringComparison.Ordinal))
        )
        {
            string[] parts = line[3..].Split(": ", 2);
            if (parts is ["out", var output])
            {
                string[] pair = output.Split('=', 2);
                outputs[pair[0]] = JsonNode.Parse(pair[1]);
            }
            else if (parts.Length == 2)
            {
                said.TryAdd(parts[0], parts[1]);
            }
        }
        string verdict = said.GetValueOrDefault("azure", "ok");
        return new(
            file,
            verdict.StartsWith("refuses", StringComparison.Ordinal),
            verdict,
            outputs,
            // An image template cannot be updated, so a second deployment of one fails in Azure too.
            said.GetValueOrDefault("again") == "Failed"
                || System.IO.File.ReadAllText(file).Contains("/imageTemplates@")
        );
    }
}
