using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pipeline.Tests;

/// <summary>
/// Secrets that every run is given or gets from LocalAzure, and the search for them in every byte that it wrote: files as well
/// as what it printed. What is allowed to hold one is named here.
/// </summary>
internal static partial class MarkedSecrets
{
    private const string Mark = "MARKEDSECRETMARKEDSECRETMARKEDSECRET";

    // LocalAzure's own store and its ready file, whose purpose is to let clients in; tokens of operations that still run.
    private static readonly string[] Keepers = ["secrets/"];

    /// <summary>Variables in which a run expects secrets.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>
        {
            ["GITHUB_TOKEN"] = Mark,
            ["AZURE_CLIENT_SECRET"] = Mark,
            ["SYSTEM_ACCESSTOKEN"] = Mark,
        };

    /// <summary>Gives a process that is about to start the secrets.</summary>
    public static void Give(ProcessStartInfo start)
    {
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }
    }

    /// <summary>Deletes a folder of a test, and fails where a secret stands in the artifacts in it.</summary>
    public static void End(string folder, string artifacts)
    {
        try
        {
            RequireNoneBelow(artifacts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Fails where a secret stands in a text.</summary>
    public static void RequireNone(string where, string text)
    {
        if (Secret().Match(text) is { Success: true } found)
        {
            int start = Math.Max(0, found.Index - 60);
            Assert.Fail(
                $"A secret stands in {where}: {RunResult.Printable(text[start..(found.Index + found.Length)])}"
            );
        }
    }

    private static void RequireNoneBelow(string artifacts)
    {
        if (!Directory.Exists(artifacts))
        {
            return;
        }
        foreach (string file in Directory.EnumerateFiles(artifacts, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(artifacts, file).Replace('\\', '/');
            if (!Keepers.Any(keeper => name.StartsWith(keeper, StringComparison.Ordinal)))
            {
                RequireNone(name, File.ReadAllText(file, System.Text.Encoding.Latin1));
            }
        }
    }

    // The mark, any JSON web token, and a shared access signature that nobody blotted out.
    // The runner reads the commands that mask a secret, and prints neither them nor the secret from then on.
    [GeneratedRegex(
        @"(?<!^(?:::add-mask::|##vso\[task\.setsecret\]))"
            + Mark
            + @"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ|[?&]sig=[A-Za-z0-9%+/]{8,}",
        RegexOptions.Multiline
    )]
    private static partial Regex Secret();
}
