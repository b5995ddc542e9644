using System.IO.Compression;
using System.Reflection;

namespace Frosting.Tests.Package;

/// <summary>The second host as a package with the name of the genuine one, with the engine's assemblies beside it.</summary>
internal static class MinimalPackage
{
    /// <summary>A version that no registry has, so that nothing else can be taken for it.</summary>
    public const string Version = "7.0.0-minimal";

    /// <summary>The second host's assembly.</summary>
    public static string Host { get; } = Value("MinimalHost");

    /// <summary>Where this machine keeps the packages that it has downloaded.</summary>
    public static string PackageFolder { get; } = Value("PackageFolder");

    /// <summary>Writes the package into a folder, which is then a source of packages.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        using ZipArchive package = ZipFile.Open(
            Path.Combine(folder, $"Cake.Frosting.{Version}.nupkg"),
            ZipArchiveMode.Create
        );
        using (StreamWriter description = new(package.CreateEntry("Cake.Frosting.nuspec").Open()))
        {
            description.Write(
                $"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata>
                    <id>Cake.Frosting</id>
                    <version>{Version}</version>
                    <authors>tests</authors>
                    <description>A host as small as one can be, for tests.</description>
                    <dependencies>
                      <group targetFramework="net10.0">
                        <dependency id="Microsoft.Extensions.DependencyInjection" version="8.0.0" />
                        <dependency id="Microsoft.IdentityModel.JsonWebTokens" version="8.0.0" />
                        <dependency id="NuGet.Resolver" version="6.0.0" />
                        <dependency id="Spectre.Console" version="0.50.0" />
                      </group>
                    </dependencies>
                  </metadata>
                </package>
                """
            );
        }
        string[] engine =
        [
            "Cake.Core",
            "Cake.Common",
            "Cake.Cli",
            "Cake.NuGet",
            "Cake.DotNetTool.Module",
            "Spectre.Console.Cli",
        ];
        foreach (
            string file in engine.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll")).Append(Host)
        )
        {
            package.CreateEntryFromFile(file, $"lib/net10.0/{Path.GetFileName(file)}");
        }
    }

    private static string Value(string key) =>
        typeof(MinimalPackage)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == key)
            .Value!;
}
