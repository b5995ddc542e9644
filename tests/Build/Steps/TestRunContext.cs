using Build.Run;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Microsoft.Extensions.DependencyInjection;

namespace Build.Tests.Steps;

/// <summary>The context of a run, out of Cake's own parts, in an artifacts folder of its own.</summary>
internal sealed class TestRunContext : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-context-");

    /// <param name="log">Takes what is said.</param>
    /// <param name="arguments">Arguments beside settings file and artifacts folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="session">The cloud.</param>
    /// <param name="templates">The templates.</param>
    public TestRunContext(
        ICakeLog log,
        (string Name, string Value)[]? arguments = null,
        TimeProvider? time = null,
        AzureSession? session = null,
        TemplateSet? templates = null
    ) =>
        Context = new BuildContext(
            Cake(log, [("config", SampleSettings.File), ("artifacts", _folder.FullName), .. arguments ?? []]),
            Interruption,
            new CloudAccess(
                _ => Task.FromResult(session ?? throw new InvalidOperationException("This test has no cloud.")),
                (_, _) => throw new InvalidOperationException("The sample's settings leave nothing open.")
            ),
            new Surroundings
            {
                Time = time ?? TimeProvider.System,
                Variables = new Dictionary<string, string>(),
                Output = TextWriter.Null,
                Errors = TextWriter.Null,
                Templates = templates,
            }
        );

    public BuildContext Context { get; }

    public Interruption Interruption { get; } = new();

    public void Dispose()
    {
        Context.Dispose();
        Interruption.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CakeContext Cake(ICakeLog log, (string Name, string Value)[] arguments)
    {
        FileSystem files = new();
        CakeEnvironment environment = new(new CakePlatform(), new CakeRuntime());
        Globber globber = new(files, environment);
        CakeConfiguration configuration = new(new Dictionary<string, string>());
        ToolLocator tools = new(
            environment,
            new ToolRepository(environment),
            new ToolResolutionStrategy(files, environment, globber, configuration, log)
        );
        return new CakeContext(
            files,
            environment,
            globber,
            log,
            new CakeArguments(arguments.ToLookup(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase)),
            new ProcessRunner(files, environment, log, tools, configuration),
            new WindowsRegistry(),
            tools,
            new CakeDataService(),
            configuration,
            new ToolInstaller(environment, tools, configuration, log, []),
            new ServiceCollection().BuildServiceProvider()
        );
    }
}
