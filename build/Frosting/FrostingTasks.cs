using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers classes as tasks of Cake's engine.</summary>
internal static class FrostingTasks
{
    /// <summary>Registers every public task of the assemblies.</summary>
    public static void Register(IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        IEnumerable<Type> tasks = assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)));
        foreach (Type task in tasks)
        {
            services.AddSingleton(typeof(IFrostingTask), task);
        }
    }

    /// <summary>Adds the tasks to the engine.</summary>
    public static void AddTo(
        ICakeEngine engine,
        IFrostingContext context,
        IEnumerable<IFrostingTask> tasks,
        ICakeLog log
    )
    {
        foreach (IFrostingTask task in tasks)
        {
            Type form = FormOf(task.GetType());
            if (form.GetGenericArguments()[0] is var wanted && wanted.IsInstanceOfType(context))
            {
                Add(engine, context, task, form);
            }
            else
            {
                log.Warning(
                    "The task {0} is left out: it needs the context {1}, and this run's is {2}.",
                    NameOf(task.GetType()),
                    wanted.FullName!,
                    context.GetType().FullName!
                );
            }
        }
    }

    /// <summary>Adds the lifetimes to the engine.</summary>
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

    private static void Add(ICakeEngine engine, IFrostingContext context, IFrostingTask task, Type form)
    {
        Type type = task.GetType();
        CakeTaskBuilder builder = engine.RegisterTask(NameOf(type));
        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
        {
            builder.Description(description.Description);
        }

        foreach (IsDependentOnAttribute dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(NameOf(RequireTask(type, dependency.Task)));
        }

        foreach (IsDependeeOfAttribute dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(NameOf(RequireTask(type, dependee.Task)));
        }

        if (type.IsDefined(typeof(ContinueOnErrorAttribute)))
        {
            builder.ContinueOnError();
        }

        // The engine reports a task without a body as delegated, and any registered handler swallows the failure, so only
        // overridden methods are registered.
        if (Overrides(nameof(FrostingTask.Run)) || Overrides(nameof(IFrostingTask.RunAsync)))
        {
            builder.Does(_ => task.RunAsync(context));
        }

        if (Overrides(nameof(IFrostingTask.ShouldRun)))
        {
            builder.WithCriteria(_ => task.ShouldRun(context), task.SkippedMessage);
        }

        if (Overrides(nameof(IFrostingTask.OnError)))
        {
            builder.OnError((exception, _) => task.OnError(exception, context));
        }

        if (Overrides(nameof(IFrostingTask.Finally)))
        {
            builder.Finally(() => task.Finally(context));
        }

        bool Overrides(string method) =>
            type.GetMethods()
                .Any(candidate =>
                    candidate.Name == method
                    && candidate.DeclaringType != form
                    && candidate.GetBaseDefinition().DeclaringType == form
                );
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    // Returns the generic base class, which determines the type of the context and the overridable methods.
    private static Type FormOf(Type task)
    {
        for (Type? type = task; type is not null; type = type.BaseType)
        {
            if (
                type.IsGenericType
                && type.GetGenericTypeDefinition() is var open
                && (open == typeof(FrostingTask<>) || open == typeof(AsyncFrostingTask<>))
            )
            {
                return type;
            }
        }

        throw new FrostingException(
            $"'{task.FullName}' is no task that can run. Derive it from {nameof(FrostingTask)} or {nameof(AsyncFrostingTask)}."
        );
    }

    private static Type RequireTask(Type declaring, Type named) =>
        named.IsAssignableTo(typeof(IFrostingTask))
            ? named
            : throw new FrostingException(
                $"The task '{NameOf(declaring)}' names '{named.FullName}' as a task, but it is none. "
                    + $"Derive it from {nameof(FrostingTask)} or remove the attribute."
            );
}
