using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs a build whose tasks are classes: finds them, gives them to Cake's engine and starts the target asked for.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = new();

    // A list, as in the package: an assembly that is added again has its tasks twice, which the engine refuses.
    private readonly List<Assembly> _assemblies = [];

    /// <summary>A host that finds the tasks of the assembly that was started.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            _assemblies.Add(entry);
        }

        _services.AddCakeDiagnostics();
        _services.UseCakeDefaultModules();
        _services
            .AddSingleton<IVersionResolver, VersionResolver>()
            .AddSingleton<VersionFeature>()
            .AddSingleton<InfoFeature>()
            .AddSingleton<IToolInstaller, ToolInstaller>()
            .AddSingleton<ICakeConfiguration, HostConfiguration>()
            .AddSingleton<FrostingContext>()
            .AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    /// <summary>Creates a host.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Adds an assembly in which tasks are looked for.</summary>
    /// <param name="assembly">The assembly; its public tasks count. Not the one that was started, which is there.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Adds services that tasks, lifetimes and the context may ask for.</summary>
    /// <param name="services">Adds to the services.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs the build.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <returns>
    /// 0 when all went well; negative when the arguments cannot be read, which the parser says on the standard output; else
    /// the exit code of the failure.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        FrostingTasks.Register(_services, _assemblies);
        ServiceCollection command = new();
        command.AddSingleton<IServiceCollection>(_services);
        CommandApp<HostCommand> app = new(new TypeRegistrar(command));
        app.Configure(configuration => configuration.ValidateExamples());
        return app.Run(args);
    }
}
