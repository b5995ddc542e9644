using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>
/// Runs a build whose tasks are classes: finds them, passes them to Cake's engine and runs the requested target.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = new();

    // A list, like in the package: an assembly that is added twice has its tasks twice, which the engine refuses.
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Creates a host with the tasks of the entry assembly.</summary>
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

    /// <summary>Adds an assembly that is searched for tasks.</summary>
    /// <param name="assembly">The assembly with public tasks; not the entry assembly, which is already added.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Adds services for tasks, lifetimes and the context.</summary>
    /// <param name="services">Configures the services.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs the build.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <returns>
    /// 0 for success; negative for arguments that cannot be parsed, which the parser reports on standard output; otherwise
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
