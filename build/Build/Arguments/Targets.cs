using System.Reflection;
using Cake.Frosting;

namespace Build.Arguments;

/// <summary>The targets of this program, from the attributes of its tasks.</summary>
internal static class Targets
{
    private static readonly Type[] Tasks =
    [
        .. typeof(Targets)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask))),
    ];

    /// <summary>Each target's name and description.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [.. Tasks.Select(task => (NameOf(task), task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description))];

    /// <summary>The targets that run where some are requested: those that they depend on, and themselves.</summary>
    /// <param name="requested">Names of targets, in any case; unknown ones are left as they are.</param>
    public static IReadOnlyCollection<string> WithDependencies(IEnumerable<string> requested)
    {
        List<string> all = [];
        foreach (string name in requested)
        {
            Type? task = Array.Find(Tasks, task => NameOf(task).Equals(name, StringComparison.OrdinalIgnoreCase));
            string[] needed =
            [
                .. (task?.GetCustomAttributes<IsDependentOnAttribute>() ?? []).Select(needs => NameOf(needs.Task)),
            ];
            all.AddRange(WithDependencies(needed));
            all.Add(task is null ? name : NameOf(task));
        }
        return [.. all.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()!.Name;
}
