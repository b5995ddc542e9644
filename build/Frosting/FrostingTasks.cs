using System.Reflection;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Turns classes into tasks of Cake's engine.</summary>
internal static class FrostingTasks
{
    /// <summary>Registers every public task of the assemblies.</summary>
    public static void Register(IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        var tasks = assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)));
        foreach (var task in tasks)
        {
            services.AddSingleton(typeof(IFrostingTask), task);
        }
    }

    /// <summary>Gives the tasks to the engine.</summary>
    public static void AddTo(ICakeEngine engine, IFrostingContext context, IEnumerable<IFrostingTask> tasks)
    {
        foreach (var task in tasks)
        {
            Add(engine, context, task);
        }
    }

    /// <summary>Gives the lifetimes to the engine.</summary>
    public static void AddLifetimes(ICakeEngine engine, IFrostingContext context, IServiceProvider provider)
    {
        if (provider.GetService<IFrostingSetup>() is { } setup)
        {
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (provider.GetService<IFrostingTeardown>() is { } teardown)
        {
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (provider.GetService<IFrostingTaskSetup>() is { } taskSetup)
        {
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (provider.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
        {
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }

    private static void Add(ICakeEngine engine, IFrostingContext context, IFrostingTask task)
    {
        var type = task.GetType();
        var builder = engine.RegisterTask(NameOf(type));
        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
        {
            builder.Description(description.Description);
        }

        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(NameOf(RequireTask(type, dependency.Task)));
        }

        foreach (var dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(NameOf(RequireTask(type, dependee.Task)));
        }

        builder.WithCriteria(_ => task.ShouldRun(context)).Does(_ => task.RunAsync(context));
        if (type.IsDefined(typeof(ContinueOnErrorAttribute)))
        {
            builder.ContinueOnError();
        }

        // A handler that is there swallows the failure, so only a handler that does something may be.
        if (Overrides(type, nameof(IFrostingTask.OnError)))
        {
            builder.OnError((exception, _) => task.OnError(exception, context));
        }

        if (Overrides(type, nameof(IFrostingTask.Finally)))
        {
            builder.Finally(() => task.Finally(context));
        }
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static Type RequireTask(Type declaring, Type named) =>
        named.IsAssignableTo(typeof(IFrostingTask))
            ? named
            : throw new FrostingException(
                $"The task '{NameOf(declaring)}' names '{named.FullName}' as a task, but it is none. "
                    + $"Derive it from {nameof(FrostingTask)} or take the attribute away."
            );

    private static bool Overrides(Type task, string method)
    {
        for (var type = task; type is not null && type.Assembly != typeof(FrostingTasks).Assembly; type = type.BaseType)
        {
            var declared = type.GetMethods(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            );
            if (
                declared.Any(candidate =>
                    candidate.Name == method
                    || candidate.Name.EndsWith($".{nameof(IFrostingTask)}.{method}", StringComparison.Ordinal)
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
