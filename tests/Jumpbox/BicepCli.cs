using System.Diagnostics;
using System.Reflection;

namespace Jumpbox.Tests;

/// <summary>The pinned Bicep compiler: BICEP_PATH, else the package that the restore has put beside the others.</summary>
internal static class BicepCli
{
    private static readonly string s_packaged = typeof(BicepCli)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepPath")
        .Value!;

    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable("BICEP_PATH"), s_packaged }.FirstOrDefault(File.Exists);

    /// <summary>Compiles a file.</summary>
    /// <returns>The diagnostics, warnings too: empty where the compiler has nothing to say.</returns>
    public static async Task<string> DiagnosticsAsync(string file, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Path!, ["build", "--stdout", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(),
            "jumpbox-bicep"
        );
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string diagnostics = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        _ = await output;
        return diagnostics;
    }
}
