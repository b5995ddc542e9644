using System.Collections;

namespace Build.Run;

/// <summary>The environment variables of the process.</summary>
internal static class ProcessVariables
{
    /// <summary>Every variable with its value, which may be empty.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
