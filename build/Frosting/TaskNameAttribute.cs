namespace Cake.Frosting;

/// <summary>The name by which a task is called; without it the name of its type.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
