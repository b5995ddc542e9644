namespace Cake.Frosting;

/// <summary>The task runs before another one, whenever that is run.</summary>
/// <param name="task">The type of the other task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IsDependeeOfAttribute(Type task) : Attribute
{
    /// <summary>The type of the other task.</summary>
    public Type Task { get; } = task;
}
