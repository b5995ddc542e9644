namespace Build.Run;

/// <summary>Finds programs on the PATH.</summary>
internal static class ProgramPath
{
    /// <summary>Whether a program is on the PATH.</summary>
    /// <param name="name">The program, without an ending.</param>
    /// <param name="variables">The environment variables.</param>
    public static bool Has(string name, IReadOnlyDictionary<string, string> variables) =>
        variables
            .GetValueOrDefault("PATH", "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)));
}
