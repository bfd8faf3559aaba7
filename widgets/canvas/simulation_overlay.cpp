// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/simulation_overlay.h"

#include <QImage>
#include <QLocale>
#include <QPainterPath>

#include "widgets/canvas/text_fit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace skydraft {
namespace {

constexpr double dotSpeed = 150;     // widget pixels a second
constexpr qint64 patienceMs = 250;   // without a newer frame dots stand still after it
constexpr double overloadFrom = 0.8; // load from which a bar warns

QString rateText(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 10 && perSecond > 0 ? 1 : 0);
}

QColor healthColor(NodeHealth health)
{
    switch (health) {
    case NodeHealth::Running:
        return theme().allowed;
    case NodeHealth::Starting:
        return theme().unknown;
    case NodeHealth::Unhealthy:
    case NodeHealth::Stopped:
        return theme().blocked;
    }
    return theme().mutedText;
}

/// A sign for each state: a check, a clock, an exclamation mark, a square.
void paintHealthSign(QPainter& painter, const QPointF& middle, NodeHealth health)
{
    const QColor color = healthColor(health);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(middle, 7, 7);
    painter.setPen(QPen(theme().canvas, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (health) {
    case NodeHealth::Running:
        painter.drawPolyline(QPolygonF(
            {middle + QPointF(-3, 0.3), middle + QPointF(-0.8, 2.4), middle + QPointF(3, -2.2)}));
        break;
    case NodeHealth::Starting:
        painter.drawPolyline(
            QPolygonF({middle + QPointF(0, -3.4), middle, middle + QPointF(2.6, 1.2)}));
        break;
    case NodeHealth::Unhealthy:
        painter.drawLine(middle + QPointF(0, -3.4), middle + QPointF(0, 0.8));
        painter.drawPoint(middle + QPointF(0, 3.4));
        break;
    case NodeHealth::Stopped:
        painter.drawRect(QRectF(middle.x() - 2.2, middle.y() - 2.2, 4.4, 4.4));
        break;
    }
}

/// A dot, made once a frame: copying it is far cheaper than painting a circle for each.
QImage dotImage(double radius, const QColor& color, double deviceRatio)
{
    const double side = std::ceil((2 * radius + 2) * deviceRatio);
    QImage image(static_cast<int>(side), static_cast<int>(side),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(deviceRatio);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(side, side) / deviceRatio / 2, radius, radius);
    return image;
}

QRectF extentOf(const SceneConnector& connector)
{
    QRectF extent(connector.corners.front(), QSizeF(1, 1));
    for (const QPointF& corner : connector.corners)
        extent |= QRectF(corner, QSizeF(1, 1));
    return extent;
}

/// A short text above a node, with the sign of a state where it says one. As high as its font.
void paintStatePill(QPainter& painter, const QPointF& middle, const QString& text,
                    const std::optional<NodeHealth>& sign, NodeHealth health)
{
    const QFontMetricsF metrics(painter.font());
    const double signWidth = sign ? 19 : 6;
    const double width = std::ceil(metrics.horizontalAdvance(text)) + signWidth + 6;
    const double height = std::min(18.0, std::ceil(metrics.height()) + 2);
    const QRectF pill(middle.x() - width / 2, middle.y() - height / 2, width, height);
    QColor ground = theme().canvas;
    ground.setAlpha(240);
    painter.setPen(QPen(healthColor(health), 1.2));
    painter.setBrush(ground);
    painter.drawRoundedRect(pill, height / 2, height / 2);
    if (sign)
        paintHealthSign(painter, QPointF(pill.left() + 9.5, pill.center().y()), *sign);
    painter.setPen(theme().text);
    painter.drawText(pill.adjusted(signWidth - 1, 0, -5, 0), Qt::AlignCenter | Qt::TextSingleLine,
                     text);
}

void paintLoadBar(QPainter& painter, const QRectF& node, double load)
{
    const QRectF bar(node.left() + 4, node.bottom() - 9, node.width() - 8, 6);
    painter.setPen(QPen(theme().canvas, 1));
    painter.setBrush(theme().canvas);
    painter.drawRoundedRect(bar.adjusted(-1, -1, 1, 1), 3, 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(load >= overloadFrom ? theme().overload : theme().load);
    const double part = std::clamp(load, 0.0, 1.0);
    painter.drawRoundedRect(QRectF(bar.x(), bar.y(), bar.width() * part, bar.height()), 3, 3);
}

/// Pale and hatched, and crossed out where nothing answers any more: told by shape, not by colour
/// alone.
void paintFailed(QPainter& painter, const QRectF& rect, NodeHealth health)
{
    const QColor color = healthColor(health);
    QColor veil = theme().canvas;
    veil.setAlpha(150);
    painter.setPen(QPen(color, 2, Qt::DashLine));
    painter.setBrush(veil);
    painter.drawRoundedRect(rect, 8, 8);
    QColor hatching = color;
    hatching.setAlpha(150);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(hatching, Qt::BDiagPattern));
    painter.drawRoundedRect(rect, 8, 8);
    if (health != NodeHealth::Stopped)
        return;
    const double in = std::min(rect.width(), rect.height()) * 0.14;
    const QRectF cross = rect.adjusted(in, in, -in, -in);
    for (const auto& [ink, width] : {std::pair(theme().canvas, 6.0), std::pair(color, 3.0)}) {
        painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.topRight(), cross.bottomLeft());
    }
}

/// One for each member; of a frame without them (an older one) only how many are in service.
std::vector<MemberPhase> phasesOf(const NodeFrame& state)
{
    if (!state.members.empty())
        return state.members;
    std::vector<MemberPhase> phases(static_cast<std::size_t>(std::max(state.total, 0)),
                                    MemberPhase::Booting);
    std::fill_n(phases.begin(), std::clamp(state.inService, 0, std::max(state.total, 0)),
                MemberPhase::InService);
    return phases;
}

/// Told by shape as well as by colour: full in service, a dot inside while it boots, a cross
/// where it is not well, half full while it drains, empty and dashed while it terminates.
void paintMember(QPainter& painter, const QRectF& square, MemberPhase phase)
{
    const double inset = square.width() / 4;
    const bool isInService = phase == MemberPhase::InService;
    const bool isLeaving = phase == MemberPhase::Terminating;
    painter.setPen(QPen(isInService ? theme().canvas : theme().text, 1,
                        isLeaving ? Qt::DotLine : Qt::SolidLine));
    painter.setBrush(isInService ? theme().allowed : theme().canvas);
    painter.drawRect(square);
    switch (phase) {
    case MemberPhase::Booting:
        painter.setBrush(theme().text);
        painter.drawEllipse(square.center(), square.width() / 8, square.width() / 8);
        break;
    case MemberPhase::Unhealthy:
        painter.setPen(QPen(theme().blocked, 1.4));
        painter.drawLine(square.topLeft() + QPointF(inset, inset),
                         square.bottomRight() - QPointF(inset, inset));
        painter.drawLine(square.topRight() + QPointF(-inset, inset),
                         square.bottomLeft() - QPointF(-inset, inset));
        break;
    case MemberPhase::Draining:
        painter.fillRect(square.adjusted(1, square.height() / 2, -0.5, -0.5), theme().unknown);
        break;
    case MemberPhase::InService:
    case MemberPhase::Terminating:
        break;
    }
}

/// The members of a group as squares in it. More than there is place for are told by the pill's
/// count only.
void paintMembers(QPainter& painter, const QRectF& node, const NodeFrame& state)
{
    constexpr double gap = 2;
    constexpr int most = 24;
    constexpr int perRow = 8;
    const std::vector<MemberPhase> phases = phasesOf(state);
    const double side = std::clamp(node.width() / perRow - gap, 3.0, 8.0);
    const int shown = std::min(static_cast<int>(phases.size()), most);
    const double width = std::min(shown, perRow) * (side + gap) - gap;
    for (int i = 0; i < shown; ++i)
        paintMember(painter,
                    QRectF(node.center().x() - width / 2 + i % perRow * (side + gap),
                           node.top() + 3 + i / perRow * (side + gap), side, side),
                    phases[static_cast<std::size_t>(i)]);
}

} // namespace

QString SimulationOverlay::healthText(NodeHealth health)
{
    switch (health) {
    case NodeHealth::Running:
        return tr("running");
    case NodeHealth::Starting:
        return tr("starting");
    case NodeHealth::Unhealthy:
        return tr("unhealthy");
    case NodeHealth::Stopped:
        return tr("stopped");
    }
    return {};
}

QString SimulationOverlay::membersText(const ResourceId& id) const
{
    const auto found =
        m_frame == nullptr ? decltype(m_frame->nodes.end()){} : m_frame->nodes.find(id);
    if (m_frame == nullptr || found == m_frame->nodes.end())
        return {};
    const std::vector<MemberPhase>& members = found->second.members;
    const std::pair<MemberPhase, QString> words[] = {
        {MemberPhase::InService, tr("%1 in service")},
        {MemberPhase::Booting, tr("%1 booting")},
        {MemberPhase::Unhealthy, tr("%1 unhealthy")},
        {MemberPhase::Draining, tr("%1 draining")},
        {MemberPhase::Terminating, tr("%1 terminating")}};
    QStringList parts;
    for (const auto& [phase, text] : words)
        if (const auto count = std::count(members.begin(), members.end(), phase); count > 0)
            parts.append(text.arg(count));
    return parts.join(QStringLiteral(", "));
}

void SimulationOverlay::setFrame(const FramePointer& frame)
{
    // Dots move while simulated time does: they stand still in a pause and in the past.
    const bool isAdvancing = frame && m_frame && frame->now > m_frame->now;
    m_movedMs += sinceAdvance();
    if (isAdvancing)
        m_advanced.start();
    else
        m_advanced.invalidate();
    m_frame = frame;
    m_totalRate = 0;
    if (frame)
        for (const auto& [id, rate] : frame->connectionRatePerS)
            m_totalRate += rate;
}

qint64 SimulationOverlay::sinceAdvance() const
{
    return m_advanced.isValid() ? std::min(m_advanced.elapsed(), patienceMs) : 0;
}

bool SimulationOverlay::isMoving() const
{
    return m_frame && !m_frame->isFinished && m_motion == Motion::Moving && m_totalRate > 0
           && m_advanced.isValid() && m_advanced.elapsed() < patienceMs;
}

void SimulationOverlay::paint(QPainter& painter, const CanvasContext& context) const
{
    if (!m_frame)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_motion == Motion::Moving && !m_frame->isFinished)
        paintDots(painter, context);
    else
        paintRates(painter, context);
    const QRectF visible = context.viewport.visible();
    for (const ResourceId& id : lostFrames(context))
        if (const SceneNode* frame = context.scene.find(id); frame->rect.intersects(visible))
            paintLostFrame(painter, context, *frame);
    for (const auto& [id, state] : m_frame->nodes)
        if (const SceneNode* node = context.scene.find(id);
            node != nullptr && !node->isFrame && node->paintBounds().intersects(visible))
            paintNode(painter, context, *node, state);
}

/// Zones in which something should run and nothing does any more.
std::set<ResourceId> SimulationOverlay::lostFrames(const CanvasContext& context) const
{
    std::map<ResourceId, bool> isLost; // of frames with something in them that is played
    for (const auto& [id, state] : m_frame->nodes) {
        const SceneNode* node = context.scene.find(id);
        if (node == nullptr || !state.hasWorkers)
            continue;
        const bool isDead = state.health == NodeHealth::Stopped && state.inService == 0;
        for (const SceneNode* frame = context.scene.find(node->parent); frame != nullptr;
             frame = context.scene.find(frame->parent))
            if (const auto [found, isNew] = isLost.emplace(frame->id, isDead); !isNew)
                found->second = found->second && isDead;
    }
    std::set<ResourceId> lost;
    for (const auto& [id, isOne] : isLost)
        if (isOne && context.scene.find(id)->frameStyle == QLatin1String("zone"))
            lost.insert(id);
    return lost;
}

void SimulationOverlay::paintLostFrame(QPainter& painter, const CanvasContext& context,
                                       const SceneNode& frame)
{
    const QRectF rect = context.viewport.toWidget(frame.rect);
    QColor hatching = theme().blocked;
    hatching.setAlpha(70);
    painter.setPen(QPen(theme().blocked, 2, Qt::DashLine));
    painter.setBrush(QBrush(hatching, Qt::BDiagPattern));
    painter.drawRoundedRect(rect, 6, 6);
    painter.setFont(connectorFont(painter.font()));
    paintStatePill(painter, QPointF(rect.center().x(), rect.top() + 12), tr("zone lost"),
                   NodeHealth::Stopped, NodeHealth::Stopped);
}

void SimulationOverlay::paintNode(QPainter& painter, const CanvasContext& context,
                                  const SceneNode& node, const NodeFrame& state) const
{
    const QRectF rect = context.viewport.toWidget(node.rect);
    if (rect.width() < 10)
        return;
    if (state.health == NodeHealth::Stopped || state.health == NodeHealth::Unhealthy)
        paintFailed(painter, rect, state.health);
    if (state.total > 1 || !state.members.empty())
        paintMembers(painter, rect, state);
    if (state.hasWorkers)
        paintLoadBar(painter, rect, state.load);
    if (context.viewport.zoom() < 0.5)
        return;
    QString text = tr("%1 req/s").arg(rateText(state.throughputPerS));
    constexpr double roomyFrom = 0.75; // below it the bar alone says how busy a node is
    if (state.hasWorkers && context.viewport.zoom() >= roomyFrom)
        text += QStringLiteral(" · %1 %").arg(std::lround(state.load * 100));
    if (state.total > 1)
        text += QStringLiteral(" · %1/%2").arg(state.inService).arg(state.total);
    QFont font = connectorFont(painter.font());
    font.setPixelSize(
        std::clamp(static_cast<int>(std::lround(11 * context.viewport.zoom())), 9, 13));
    painter.setFont(font);
    const bool isRunning = state.health == NodeHealth::Running;
    const QPointF middle(rect.center().x(), rect.top() - 13);
    if (state.health == NodeHealth::Stopped && state.throughputPerS <= 0) {
        paintStatePill(painter, middle, healthText(state.health), state.health, state.health);
        return;
    }
    paintStatePill(painter, middle, text, isRunning ? std::optional(state.health) : std::nullopt,
                   state.health);
    if (!isRunning) // a line of its own, or the texts of neighbours would meet
        paintStatePill(painter, middle - QPointF(0, 20), healthText(state.health), state.health,
                       state.health);
}

void SimulationOverlay::paintRates(QPainter& painter, const CanvasContext& context) const
{
    if (context.viewport.zoom() < 0.5)
        return;
    painter.setFont(connectorFont(painter.font()));
    const QFontMetricsF metrics(painter.font());
    const QRectF visible = context.viewport.visible();
    for (const auto& [id, rate] : m_frame->connectionRatePerS) {
        const SceneConnector* connector = context.scene.find(id);
        if (connector == nullptr || !visible.contains(connector->pointAt(0.5)))
            continue;
        const auto failed = m_frame->connectionFailedPerS.find(id);
        QString text = tr("%1 req/s").arg(rateText(rate));
        if (failed != m_frame->connectionFailedPerS.end() && failed->second > 0)
            text += tr(" · %1 failed").arg(rateText(failed->second));
        const QPointF at = context.viewport.toWidget(connector->labelSize.isEmpty()
                                                         ? connector->pointAt(0.5)
                                                         : connector->labelAt + QPointF(0, 17));
        const double width = metrics.horizontalAdvance(text) + 10;
        const QRectF pill(at.x() - width / 2, at.y() - 8.5, width, 17);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().canvas);
        painter.drawRoundedRect(pill, 5, 5);
        painter.setPen(theme().text);
        painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, text);
    }
}

void SimulationOverlay::paintDots(QPainter& painter, const CanvasContext& context) const
{
    const double elapsed = static_cast<double>(m_movedMs + sinceAdvance()) / 1000;
    const QRectF visible = context.viewport.visible();
    struct DotLine
    {
        const SceneConnector* connector = nullptr;
        double rate = 0;
        double failing = 0;
    };
    std::vector<DotLine> flows;
    double visibleRate = 0;
    for (const auto& [id, rate] : m_frame->connectionRatePerS) {
        const SceneConnector* connector = context.scene.find(id);
        if (connector == nullptr || rate <= 0)
            continue;
        if (!extentOf(*connector).intersects(visible))
            continue;
        const auto failed = m_frame->connectionFailedPerS.find(id);
        const double failing = failed == m_frame->connectionFailedPerS.end()
                                   ? 0
                                   : std::min(1.0, failed->second / rate);
        flows.push_back({connector, rate, failing});
        visibleRate += rate;
    }
    if (flows.empty())
        return;
    const double radius = std::clamp(3.4 * context.viewport.zoom(), 2.0, 5.0);
    std::vector<QPointF> good;
    std::vector<QLineF> bad;
    double owed = 0; // parts of dots that lines before this one did not get
    for (const DotLine& flow : flows) {
        const double length = std::max(1.0, flow.connector->length() * context.viewport.zoom());
        // As many as the rate would put on the way, never more than its share of all dots.
        const double most = std::max(1.0, length / (radius * 3.5));
        const double wanted = std::clamp(flow.rate * length / dotSpeed / 4, 1.0, most);
        owed += std::min(mostDots * flow.rate / visibleRate, wanted);
        const int dots = static_cast<int>(owed);
        owed -= dots;
        const double travelled = elapsed * dotSpeed / length;
        for (int i = 0; i < dots; ++i) {
            const double part = std::fmod(travelled + static_cast<double>(i) / dots, 1.0);
            const QPointF along = flow.connector->pointAt(part);
            if (flow.connector->labelRect().contains(along))
                continue; // it passes behind the label
            const QPointF at = context.viewport.toWidget(along);
            // Spread the failing share evenly among the dots.
            const bool fails = std::floor((i + 1) * flow.failing) > std::floor(i * flow.failing);
            if (fails) {
                bad.emplace_back(at + QPointF(-radius, -radius), at + QPointF(radius, radius));
                bad.emplace_back(at + QPointF(-radius, radius), at + QPointF(radius, -radius));
            } else {
                good.push_back(at);
            }
        }
    }
    const QImage dot = dotImage(radius, theme().load, context.viewport.deviceRatio());
    const QPointF corner(dot.width() / dot.devicePixelRatio() / 2,
                         dot.height() / dot.devicePixelRatio() / 2);
    for (const QPointF& at : good)
        painter.drawImage(at - corner, dot);
    painter.setPen(QPen(theme().blocked, 2.2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(bad.data(), static_cast<int>(bad.size()));
}

} // namespace skydraft
