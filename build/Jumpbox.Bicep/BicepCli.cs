using System.Reflection;
using System.Runtime.InteropServices;
using Jumpbox.Templates;

namespace Jumpbox.Bicep;

/// <summary>The Bicep CLI and its origin.</summary>
/// <param name="Path">The program's path.</param>
/// <param name="Origin">Where it was found, to explain an unexpected version.</param>
internal sealed record BicepCli(string Path, string Origin)
{
    private const string PinnedPackage = "the pinned package";

    // Where the tool's package has the compiler, beside the assembly.
    private static readonly string Packed = System.IO.Path.Combine(
        AppContext.BaseDirectory,
        "content",
        "bicep",
        "linux-x64",
        "bicep"
    );

    // The package contains the program for this platform only.
    private static bool HasPackage =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Whether it is from the pinned package, which never changes.</summary>
    public bool IsPinned => Origin == PinnedPackage;

    /// <summary>The version that the repository pins.</summary>
    public static Version PinnedVersion { get; } = Version.Parse(Metadata("BicepVersion"));

    /// <summary>The oldest version that supports all requests.</summary>
    public static Version OldestVersion { get; } = new(0, 41, 2);

    /// <summary>
    /// Finds the program: <c>BICEP_PATH</c>, the pinned package of this platform, <c>PATH</c>, the Azure CLI's copy.
    /// </summary>
    /// <param name="variables">The environment variables.</param>
    /// <exception cref="BicepException">It was not found.</exception>
    public static BicepCli Find(IReadOnlyDictionary<string, string> variables)
    {
        string program = OperatingSystem.IsWindows() ? "bicep.exe" : "bicep";
        if (variables.TryGetValue("BICEP_PATH", out string? given) && given.Length > 0)
        {
            return File.Exists(given)
                ? new BicepCli(given, "BICEP_PATH")
                : throw new BicepException(
                    $"BICEP_PATH is '{given}', which does not exist. Correct it, or unset it to use the pinned compiler."
                );
        }
        IEnumerable<BicepCli> places =
        [
            .. HasPackage
                ? [new BicepCli(Packed, PinnedPackage), new BicepCli(Metadata("BicepPackage"), PinnedPackage)]
                : Array.Empty<BicepCli>(),
            .. (variables.GetValueOrDefault("PATH") ?? "")
                .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => new BicepCli(System.IO.Path.Combine(folder, program), "PATH")),
            new(
                System.IO.Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                    ".azure",
                    "bin",
                    program
                ),
                "the Azure CLI"
            ),
        ];
        return places.FirstOrDefault(place => File.Exists(place.Path))
            ?? throw new BicepException(
                $"No Bicep compiler was found, and there is no pinned package for this platform: install Bicep "
                    + $"{PinnedVersion} with 'az bicep install --version v{PinnedVersion}', or set BICEP_PATH to the program."
            );
    }

    private static string Metadata(string key) =>
        typeof(BicepCli)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == key)
            .Value
        ?? "";
}
