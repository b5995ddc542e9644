namespace Jumpbox.Azure.SignIn;

/// <summary>What the choice of a sign-in depends on.</summary>
/// <param name="Variables">The environment variables.</param>
/// <param name="IsInstalled">Whether a command is on the PATH.</param>
internal sealed record SignInPlace(IReadOnlyDictionary<string, string> Variables, Func<string, bool> IsInstalled)
{
    private static readonly string[] WindowsEndings = [".exe", ".cmd", ".bat"];

    /// <summary>The place of a process with these variables.</summary>
    /// <param name="variables">The environment variables.</param>
    public static SignInPlace Of(IReadOnlyDictionary<string, string> variables) =>
        new(variables, command => IsOnPath(variables.GetValueOrDefault("PATH", ""), command));

    /// <summary>
    /// Whether this is Azure Cloud Shell. Source: the Azure CLI's own test, <c>in_cloud_console</c> in
    /// azure-cli-core/azure/cli/core/util.py.
    /// </summary>
    public bool IsCloudShell => Has("ACC_CLOUD");

    /// <summary>Whether a variable is set and not empty.</summary>
    /// <param name="name">The variable.</param>
    public bool Has(string name) => Value(name) is not null;

    /// <summary>A variable's value; null where it is empty.</summary>
    /// <param name="name">The variable.</param>
    public string? Value(string name) =>
        Variables.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static bool IsOnPath(string path, string command) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names(command).Select(name => Path.Combine(folder, name)))
            .Any(File.Exists);

    private static IEnumerable<string> Names(string command) =>
        OperatingSystem.IsWindows() ? WindowsEndings.Select(ending => command + ending) : [command];
}
