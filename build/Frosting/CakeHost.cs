using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs a build whose tasks are classes: finds them, gives them to Cake's engine and starts the target asked for.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection services = new();
    private readonly HashSet<Assembly> assemblies = [];

    /// <summary>A host that finds the tasks of the program's own assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            assemblies.Add(entry);
        }

        services.AddCakeDiagnostics();
        services.UseCakeDefaultModules();
        services.UseContext<FrostingContext>();
    }

    /// <summary>Makes a host.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Adds an assembly in which tasks are looked for.</summary>
    /// <param name="assembly">The assembly; its public tasks count.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Adds services that tasks, lifetimes and the context may ask for.</summary>
    /// <param name="configureServices">Adds to the services.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(services);
        return this;
    }

    /// <summary>Runs the build.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <returns>0 when all went well; negative when the arguments cannot be read; else the exit code of the failure.</returns>
    public int Run(IEnumerable<string> args)
    {
        var commandServices = new ServiceCollection();
        commandServices.AddSingleton(new HostServices(services, assemblies));
        var app = new CommandApp<HostCommand>(new TypeRegistrar(commandServices));
        app.Configure(configuration =>
        {
            configuration.ValidateExamples();
            configuration.PropagateExceptions();
            configuration.SetApplicationName(Assembly.GetEntryAssembly()?.GetName().Name ?? "cake");
        });

        try
        {
            return app.Run(args);
        }
        catch (CommandAppException exception)
        {
            Log().Error("{0}", Explain(exception.Message, args));
            return -1;
        }
    }

    // The parser does not say which option has no value, and it takes a bare word for a command.
    private static string Explain(string message, IEnumerable<string> args)
    {
        string[] empty = [.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal) && arg.EndsWith('='))];
        string[] bare = [.. args.Where(arg => !arg.StartsWith('-'))];
        return empty.Length > 0 ? $"{string.Join(", ", empty)} has no value. Give one, or leave it out."
            : bare.Length > 0 && message.Contains(bare[0], StringComparison.Ordinal)
                ? $"'{bare[0]}' is no option. A target is given as --target={bare[0]}."
            : $"{message} --help lists the options.";
    }

    private ICakeLog Log()
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<ICakeLog>();
    }
}
