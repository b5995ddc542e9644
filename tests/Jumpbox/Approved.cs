namespace Jumpbox.Tests;

/// <summary>Compares generated text with the file in the repository; JUMPBOX_APPROVE=1 writes the file instead.</summary>
internal static class Approved
{
    private static bool Approving => Environment.GetEnvironmentVariable("JUMPBOX_APPROVE") == "1";

    public static void Matches(string file, string text)
    {
        if (Approving)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        string found = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(found == text, $"{file} is not current. Run the tests with JUMPBOX_APPROVE=1 and read the diff.");
    }

    public static void MatchesBetweenMarks(string file, string mark, string text)
    {
        string start = $"<!-- {mark}: generated -->\n";
        string end = $"<!-- {mark}: end -->";
        string content = File.ReadAllText(file);
        int from = content.IndexOf(start, StringComparison.Ordinal) + start.Length;
        int to = content.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= start.Length && to >= from, $"{file} has no marks '{start.Trim()}' and '{end}'.");
        Matches(file, content[..from] + text + content[to..]);
    }
}
