namespace Cake.Frosting;

/// <summary>The description of a task, for <c>--description</c>.</summary>
/// <param name="description">One sentence.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>One sentence.</summary>
    public string Description { get; } = description;
}
