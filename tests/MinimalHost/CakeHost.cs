using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting;

public sealed class FrostingException : Exception
{
    public FrostingException(string message)
        : base(message) { }

    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>
/// As little as a host can be: the started assembly's tasks and those of every one that is added, on the engine. It reads
/// <c>--name=value</c> alone and installs no tools.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [Assembly.GetEntryAssembly()!];

    public CakeHost()
    {
        _services.AddCakeDiagnostics();
        _services.UseCakeDefaultModules();
        _services.UseContext<FrostingContext>();
    }

    public static CakeHost Create() => new();

    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    public int Run(IEnumerable<string> args)
    {
        ILookup<string, string> given = args.Select(arg => arg.TrimStart('-').Split('=', 2))
            .ToLookup(
                parts => parts[0],
                parts => parts.ElementAtOrDefault(1) ?? "true",
                StringComparer.OrdinalIgnoreCase
            );
        _services.AddSingleton<ICakeArguments>(new CakeArguments(given));
        _services.AddSingleton(Configuration);
        foreach (Type type in _assemblies.SelectMany(assembly => assembly.GetExportedTypes()))
        {
            if (!type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type))
            {
                _services.AddSingleton(typeof(IFrostingTask), type);
            }
        }
        ServiceProvider all = _services.BuildServiceProvider();
        ICakeLog log = all.GetRequiredService<ICakeLog>();
        try
        {
            ICakeEngine engine = all.GetRequiredService<ICakeEngine>();
            IFrostingContext context = all.GetRequiredService<IFrostingContext>();
            foreach (IFrostingTask task in all.GetServices<IFrostingTask>())
            {
                Declare(engine.RegisterTask(NameOf(task.GetType())), task, context);
            }
            IFrostingSetup? setup = all.GetService<IFrostingSetup>();
            engine.RegisterSetupAction(info => setup?.Setup(context, info));
            IFrostingTeardown? teardown = all.GetService<IFrostingTeardown>();
            engine.RegisterTeardownAction(info => teardown?.Teardown(context, info));
            IFrostingTaskSetup? before = all.GetService<IFrostingTaskSetup>();
            engine.RegisterTaskSetupAction(info => before?.Setup(context, info));
            IFrostingTaskTeardown? after = all.GetService<IFrostingTaskTeardown>();
            engine.RegisterTaskTeardownAction(info => after?.Teardown(context, info));
            if (given.Contains("tree"))
            {
                new TreeScriptHost(engine, context, all.GetRequiredService<IConsole>()).RunTarget("Default");
                return 0;
            }
            new BuildScriptHost<IFrostingContext>(
                engine,
                all.GetRequiredService<IExecutionStrategy>(),
                context,
                all.GetRequiredService<ICakeReportPrinter>(),
                all.GetRequiredService<ICakeConfiguration>(),
                log
            ).RunTargets(given["target"].DefaultIfEmpty("Default"));
            return 0;
        }
        catch (Exception exception)
        {
            return log.LogException(exception);
        }
    }

    private static ICakeConfiguration Configuration(IServiceProvider all)
    {
        ICakeEnvironment environment = all.GetRequiredService<ICakeEnvironment>();
        return new CakeConfigurationProvider(all.GetRequiredService<IFileSystem>(), environment).CreateConfiguration(
            environment.WorkingDirectory,
            all.GetServices<Tuple<string, string>>().ToDictionary(setting => setting.Item1, setting => setting.Item2),
            new Dictionary<string, string>()
        );
    }

    private static void Declare(CakeTaskBuilder declared, IFrostingTask task, IFrostingContext context)
    {
        Type type = task.GetType();
        declared.Description(type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "");
        declared.WithCriteria(_ => task.ShouldRun(context), task.SkippedMessage).Does(_ => task.RunAsync(context));
        foreach (IsDependentOnAttribute first in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            declared.IsDependentOn(NameOf(first.Task));
        }
        foreach (IsDependeeOfAttribute later in type.GetCustomAttributes<IsDependeeOfAttribute>())
        {
            declared.IsDependeeOf(NameOf(later.Task));
        }
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
}
