using System.Reflection;
using Cake.Frosting;

namespace Build.Arguments;

/// <summary>The targets of this program, from the attributes of its tasks.</summary>
internal static class Targets
{
    /// <summary>Each target's name and description.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        .. typeof(Targets)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            .Select(task =>
                (
                    task.GetCustomAttribute<TaskNameAttribute>()!.Name,
                    task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description
                )
            ),
    ];
}
