// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/type_icons.h"

#include <QCache>
#include <QGuiApplication>
#include <QIconEngine>
#include <QMutex>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

#include "resources/embedded.h"
#include "widgets/common/ui_icons.h"

#include <functional>

namespace skydraft {

namespace {

constexpr int cacheBytes = 32 * 1024 * 1024;

QByteArray svgOf(const std::string& icon)
{
    const std::string_view own = resources::embeddedFile("icons/" + icon + ".svg");
    const std::string_view bytes = own.empty() ? resources::embeddedFile("icons/generic.svg") : own;
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

QImage render(const QByteArray& svg, int pixels)
{
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    return image;
}

/// Pictures by name and size, shared by all threads.
class ImageCache
{
public:
    QImage get(const QString& key, const std::function<QImage()>& make)
    {
        {
            const QMutexLocker lock(&m_mutex);
            if (const QImage* known = m_images.object(key))
                return *known;
        }
        const QImage image = make(); // outside the lock: drawing is slow
        const QMutexLocker lock(&m_mutex);
        m_images.insert(key, new QImage(image), qMax(1, static_cast<int>(image.sizeInBytes())));
        return image;
    }

private:
    QMutex m_mutex;
    QCache<QString, QImage> m_images{cacheBytes};
};

ImageCache& cache()
{
    static ImageCache images;
    return images;
}

/// Draws a square picture anew for every size that is asked for.
class PictureEngine : public QIconEngine
{
public:
    using Draw = std::function<QImage(int pixels, QIcon::Mode mode)>;

    explicit PictureEngine(Draw draw)
        : m_draw(std::move(draw))
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        const qreal ratio = painter->device()->devicePixelRatioF();
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawImage(square, m_draw(qMax(1, qRound(side * ratio)), mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(size.width(), size.height());
        return side < 1 ? QPixmap() : QPixmap::fromImage(m_draw(side, mode));
    }

    QIconEngine* clone() const override { return new PictureEngine(*this); }
    bool isNull() override { return false; }

private:
    Draw m_draw;
};

QImage faded(const QImage& image)
{
    QImage result(image.size(), QImage::Format_ARGB32_Premultiplied);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setOpacity(0.4);
    painter.drawImage(0, 0, image);
    return result;
}

QImage symbolImage(const QString& name, const QColor& color, int pixels)
{
    const QString key = QStringLiteral("symbol/%1/%2/%3").arg(name, color.name()).arg(pixels);
    return cache().get(key, [&] { return render(symbolSvg(name, color), pixels); });
}

QColor symbolColor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText
                                                 : QPalette::ButtonText);
}

} // namespace

QImage typeIconImage(const std::string& icon, int pixels)
{
    const int side = qMax(1, pixels);
    const QString key = QStringLiteral("type/%1/%2").arg(QString::fromStdString(icon)).arg(side);
    return cache().get(key, [&] { return render(svgOf(icon), side); });
}

QIcon typeIcon(const std::string& icon)
{
    return QIcon(new PictureEngine([icon](int pixels, QIcon::Mode mode) {
        const QImage image = typeIconImage(icon, pixels);
        return mode == QIcon::Disabled ? faded(image) : image;
    }));
}

QIcon actionIcon(const QString& name)
{
    return QIcon(new PictureEngine([name](int pixels, QIcon::Mode mode) {
        return symbolImage(name, symbolColor(mode), pixels);
    }));
}

QIcon coloredIcon(const QString& name, const QColor& color)
{
    return QIcon(new PictureEngine([name, color](int pixels, QIcon::Mode mode) {
        const QImage image = symbolImage(name, color, pixels);
        return mode == QIcon::Disabled ? faded(image) : image;
    }));
}

} // namespace skydraft
