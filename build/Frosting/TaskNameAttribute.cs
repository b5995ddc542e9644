namespace Cake.Frosting;

/// <summary>The name of a task; defaults to the name of its type.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
