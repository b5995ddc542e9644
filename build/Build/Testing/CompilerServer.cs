using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.BuildServer;
using Cake.Core;

namespace Build.Testing;

/// <summary>
/// The user's compiler server, which a test run uses and ends: one that the run itself has started would outlive the run's
/// temporary folder. Other builds start it again.
/// </summary>
/// <param name="context">Runs the command that ends it.</param>
/// <param name="temporary">The run's temporary folder.</param>
internal sealed class CompilerServer(ICakeContext context, TemporaryFolder temporary) : IDisposable
{
    /// <summary>Ends the server, if one runs.</summary>
    public void Dispose()
    {
        try
        {
            context.DotNetBuildServerShutdown(
                new DotNetBuildServerShutdownSettings
                {
                    VBCSCompiler = true,
                    EnvironmentVariables = new Dictionary<string, string>(temporary.Variables),
                    SetupProcessSettings = process => process.RedirectStandardOutput = true,
                }
            );
        }
        catch (CakeException)
        {
            // It also ends by itself, ten minutes after its last use.
        }
    }
}
